"""The pages of a room: phones, the projector and the desk, as plain pages that this server answers itself."""
