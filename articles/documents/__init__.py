"""Documents: PDFs that readers fetch beside a story, taken in, kept once, and given out."""
