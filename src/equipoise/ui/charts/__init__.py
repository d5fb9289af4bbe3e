"""The figures of the pages: pure functions from data to a Plotly figure."""
