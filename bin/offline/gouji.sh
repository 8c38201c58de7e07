#!/bin/sh
# Nothing but what the shell itself knows, a link to this file apart: the PATH may hold node and no more.
file=$0
if [ -L "$file" ]; then file=$(readlink -f -- "$file"); fi
case $file in
  */*) folder=$(CDPATH='' cd -- "${file%/*}" && pwd) ;;
  *) folder=$(pwd) ;;
esac

node=$folder/node
if [ ! -f "$node" ]; then
  if ! command -v node >/dev/null; then
    echo 'gouji: 找不到 Node.js；请安装，或把其中的 node 放到 gouji 所在的文件夹（见《使用说明.txt》）' >&2
    exit 2
  fi
  node=node
fi
exec "$node" --require "$folder/bin/check-node.cjs" "$folder/bin/gouji.js" "$@"
