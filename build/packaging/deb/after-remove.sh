#!/bin/sh
set -e
# An upgrade puts the link back itself. Songs and settings lie in people's homes and are nobody's to delete here.
if [ "$1" = remove ] || [ "$1" = purge ]; then
  rm -f '/usr/bin/${executable}'
fi
