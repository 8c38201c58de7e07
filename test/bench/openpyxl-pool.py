"""Loads and walks workbooks on all cores: openpyxl-pool.py LIST whole|read-only."""

import multiprocessing
import sys
import warnings

import openpyxl


def cells_in(path):
    try:
        book = openpyxl.load_workbook(path, read_only=sys.argv[2] == "read-only")
    except Exception:  # whatever is wrong with a broken file
        return None
    return sum(value is not None for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    with open(sys.argv[1], encoding="utf-8") as listed:
        paths = [path for path in listed.read().split("\n") if path.endswith(".xlsx")]
    with multiprocessing.Pool() as pool:
        read = sum(cells is not None for cells in pool.imap_unordered(cells_in, paths, chunksize=8))
    if read < 0.9 * len(paths):
        sys.exit(f"openpyxl reads {read} of {len(paths)} workbooks")
