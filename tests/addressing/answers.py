"""Where an answer leads."""


def leads_to(response) -> str:
    assert response.status_code == 301
    return response["Location"]
