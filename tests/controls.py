"""Finding the widgets of controls: one that the program moved has a key of its own (see `state.control`)."""


def control(widgets, key):
    """The one of these widgets that is the control's."""
    return next(widget for widget in widgets if widget.key and name_of(widget) == key)


def name_of(widget):
    """The control's name in the key of its widget."""
    return widget.key.partition("#")[0]
