"""Rooms: a workshop with a code, phones, a projector and a desk. Nothing here knows how a page looks."""
