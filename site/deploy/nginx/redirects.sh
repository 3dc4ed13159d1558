#!/bin/sh
# redirects.sh FROM TO: takes over the redirects that the baker wrote.
# nginx reads its configuration as root, and the baker is not root: only lines that are an address and where it
# leads pass, and each address once, large letters or small.
set -eu
export LC_ALL=C
test -r "$1"
grep -Ex '"/[^]["\$;{} [:cntrl:]]*" "(/|https?://)[^]["\$;{} [:cntrl:]]*";' "$1" \
    | grep -Ev '.{2000}' | sort -t '"' -k 2,2 -f -u > "$2.new"
mv "$2.new" "$2"
