"""Pictures: taken in safely, cut to the sizes that pages use."""
