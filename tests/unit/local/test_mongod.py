"""Which library MongoDB misses, and the line that installs it."""

from deploy.local.apt import install_line
from deploy.local.mongod import libraries_not_found, packages_for

LDD = """\
	linux-vdso.so.1 (0x00007ffd)
	libcurl.so.4 => not found
	libssl.so.3 => /lib/x86_64-linux-gnu/libssl.so.3 (0x00007f)
	libcurl.so.4 => not found
"""


def test_each_missing_library_is_named_once() -> None:
    assert libraries_not_found(LDD) == ["libcurl.so.4"]


def test_nothing_is_missing_where_all_are_found() -> None:
    assert libraries_not_found("\tlibc.so.6 => /lib/libc.so.6 (0x0)\n") == []


def test_libraries_of_one_package_ask_for_it_once() -> None:
    assert packages_for(["libcrypto.so.3", "libssl.so.3"]) == ["libssl3"]


def test_the_line_installs_what_is_missing() -> None:
    assert install_line(packages_for(["libcurl.so.4"])).endswith("apt-get install -y libcurl4")
