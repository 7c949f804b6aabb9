"""The form derived from a step's questions, and one editor for each kind of answer."""
