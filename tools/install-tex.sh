#!/usr/bin/env bash
# Makes sure that there is a pdflatex with amsmath: installs Debian's where it may.
set -euo pipefail
if command -v pdflatex >/dev/null; then exit 0; fi
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
  echo "pdflatex is missing: install texlive-latex-base (Debian, Ubuntu) or another TeX with amsmath" >&2
  exit 1
fi
apt-get update >&2
DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends texlive-latex-base >&2
