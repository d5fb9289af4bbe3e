"""Lead a workshop: an agenda to choose and to adapt, and the room that is opened with it."""
