"""What the figures were measured on."""
import os
import platform
import re
import subprocess

from .lab import PYTHON, ROOT


def describe(lab):
    return {
        "processor": processor(),
        "cores": os.cpu_count(),
        "memoryGiB": round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30, 1),
        "kernel": platform.release(),
        "system": system(),
        "java": first_line([os.path.join(lab.java, "bin", "java"), "-version"], 1),
        "node": first_line(["node", "--version"]),
        "redis": first_line(["redis-server", "--version"]),
        "twisted": first_line([PYTHON, "-c", "import sys, twisted; print(twisted.__version__, 'on Python', sys.version.split()[0])"]),
        "gcc": first_line(["gcc", "--version"]),
        "commit": first_line(["git", "-C", ROOT, "rev-parse", "--short=12", "HEAD"]),
        "descriptors": lab.descriptors,
    }


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        found = re.search(r"model name\s*:\s*(.*)", file.read())
    return found[1] if found else platform.machine()


def system():
    with open("/etc/os-release", encoding="utf-8") as file:
        found = re.search(r'PRETTY_NAME="(.*)"', file.read())
    return found[1] if found else platform.system()


def first_line(command, line=0):
    try:
        told = subprocess.run(command, capture_output=True, text=True, check=False)
        return (told.stdout + told.stderr).strip().splitlines()[line]
    except (OSError, IndexError):
        return "none"
