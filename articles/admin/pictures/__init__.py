"""The library at the desk, page by page: the grid, where a picture is used, how it is cut."""
