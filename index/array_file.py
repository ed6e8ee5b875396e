"""Writes and reads an array of a generation as a file of numpy's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import damaged
from index.row_file import RowFile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def save_array(array: NDArray[Any], path: Path) -> Path:
    """Write `array` to `path`, and return it."""
    import numpy as np

    np.save(path, array)
    return path


def load_array(path: Path, dtype: type[np.generic], dimensions: int) -> NDArray[Any]:
    """Return the array in the file at `path`, which `save_array` has written.

    Raises:
        IndexDamagedError: it is missing, or holds no array of that kind.
    """
    import numpy as np

    return np.array(_mapped(path, dtype, dimensions))


def open_rows(path: Path, dtype: type[np.generic], dimensions: int) -> RowFile:
    """Return the array in the file at `path`, which `save_array` has written, to read rows of.

    Raises:
        IndexDamagedError: it is missing, or holds no array of that kind.
    """
    mapped = _mapped(path, dtype, dimensions)
    return RowFile(path, mapped.dtype, mapped.shape)


def _mapped(path: Path, dtype: type[np.generic], dimensions: int) -> NDArray[Any]:
    import numpy as np

    try:
        array: NDArray[Any] = np.lib.format.open_memmap(path, mode="r")
    # numpy parses the header as Python, with whatever that may raise.
    except Exception as error:
        raise damaged(path, str(error) or type(error).__name__) from error
    if array.dtype != dtype or array.ndim != dimensions:
        raise damaged(path, f"an array of {array.dtype} in {array.ndim} dimensions")
    return array
