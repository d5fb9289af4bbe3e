"""What the pages of a room show: each page is made of parts, which are sent again when the room has changed."""
