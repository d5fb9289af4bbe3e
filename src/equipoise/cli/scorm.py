"""The command ``scorm``: a path as a package for a learning system."""

from __future__ import annotations

import argparse

from equipoise.cli.output import unwritable
from equipoise.core.errors import DataError, SettingsError
from equipoise.learn.keys import own_key
from equipoise.learn.route import routes
from equipoise.learn.scorm import origin, package
from equipoise.texts.catalogue import texts


def scorm(options: argparse.Namespace) -> None:
    """Write the package of a path.

    Raises:
        SettingsError: there is no such path, or the address cannot be used. DataError: the file cannot be written.
    """
    route = routes().get(options.path)
    if route is None:
        raise SettingsError.about(options.path, "lms.path", known=", ".join(routes()))
    made = package(route, options.address, own_key(), texts().under("scorm"))
    try:
        with options.write.open("wb" if options.force else "xb") as file:
            file.write(made)
    except FileExistsError as error:
        raise DataError.about(str(options.write), "file.exists") from error
    except OSError as error:
        raise unwritable(options.write, error) from error
    print(texts()["cli.scorm.written"].format(file=options.write.name, origin=origin(options.address)))
