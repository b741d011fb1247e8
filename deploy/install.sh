#!/bin/sh
# Installs rx12 from the folder it lies in. Data lie elsewhere and are not touched; nothing is fetched; nothing is restarted.
#
#   ./install.sh [--prefix DIR]                   DIR/<version>, then DIR/current points at it (DIR: /opt/rx12)
#   ./install.sh --no-switch [--prefix DIR]       DIR/<version> only
#   DIR/current/install.sh --switch VERSION       another installed version, forward or back
set -eu
export LC_ALL=C

refuse() { # English, Chinese
  printf 'rx12 install: %s\nrx12 安装：%s\n' "$1" "$2" >&2
  exit 1
}
said() { sed -n "s/^$2=//p" "$1/REQUIRES"; }
# Whether version $1 is at least version $2.
reaches() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$2" ]; }

here=$(cd -- "$(dirname -- "$0")" && pwd -P)
prefix=
mode=install
target=
while [ $# -gt 0 ]; do
  case $1 in
    --prefix) [ $# -ge 2 ] || refuse '--prefix takes a folder' '--prefix 之后应为目录'; prefix=$2; shift 2 ;;
    --no-switch) mode=unpack; shift ;;
    --switch) [ $# -ge 2 ] || refuse '--switch takes a version' '--switch 之后应为版本号'; mode=switch; target=$2; shift 2 ;;
    *) refuse "there is no option $1" "没有选项 $1" ;;
  esac
done

check_machine() { # folder
  machine=$(said "$1" machine)
  [ "$(uname -m)" = "$machine" ] || refuse "this bundle is for $machine, this machine is $(uname -m)" \
    "本安装包适用于 $machine，而本机是 $(uname -m)"
  needed=$(said "$1" glibc)
  found=$(getconf GNU_LIBC_VERSION 2>/dev/null | sed 's/^glibc //') || found=
  [ -n "$found" ] || refuse "this machine has no glibc (musl?); rx12 needs glibc $needed" "本机没有 glibc（musl？）；rx12 需要 glibc $needed"
  reaches "$found" "$needed" || refuse \
    "this bundle needs glibc $needed, this machine has $found; take the bundle whose name ends in -glibc2.28, or a newer system" \
    "本安装包需要 glibc $needed，本机为 $found；请改用名称以 -glibc2.28 结尾的安装包，或更新的系统"
}

# Every file as it was packed, and none besides.
check_files() { # folder
  (cd -- "$1" && sha256sum --check --strict --quiet SHA256SUMS) >&2 ||
    refuse "files in $1 are not as they were packed (see above); nothing was installed" "$1 中的文件与打包时不一致（见上）；未安装任何内容"
  besides=$(cd -- "$1" && find . -type f ! -name SHA256SUMS -o -type l | sort | while IFS= read -r file; do
    grep -qF "  $file" SHA256SUMS || echo "$file"
  done)
  [ -z "$besides" ] || refuse "files in $1 that were not packed: $besides" "$1 中有未打包的文件：$besides"
}

# A rename, so that the link names one of the two at every moment. What runs goes on with its own version until restarted.
switch_to() { # version
  before=$(readlink "$prefix/current" 2>/dev/null || true)
  ln -sfn "$1" "$prefix/current.new"
  mv -T "$prefix/current.new" "$prefix/current"
  echo "$prefix/current -> $1"
  [ -n "$before" ] && [ "$before" != "$1" ] && [ -d "$prefix/$before/app/migrations" ] || return 0
  lacking=$(lacking_migrations "$before" "$1")
  if [ -n "$lacking" ]; then
    echo "$1 lacks migrations of $before:" $lacking
    echo "If $before has served these data, $1 refuses them: restore the backup made before the upgrade (rx12 restore)."
    echo "$1 没有 $before 的迁移。若 $before 已经运行过，$1 会拒绝这些数据：请恢复升级前的备份（rx12 restore）。"
  fi
  echo "Restart the service to run it. 重启服务后生效。"
}
lacking_migrations() { # of, in
  (cd -- "$prefix/$1/app/migrations" && find . -name '*.sql' | sort) | while IFS= read -r step; do
    [ -e "$prefix/$2/app/migrations/$step" ] || echo "$step"
  done
}

if [ "$mode" = switch ]; then
  # Called through the link or from a version's own folder: what is installed lies beside it.
  [ -n "$prefix" ] || prefix=$(dirname -- "$here")
  case $target in */* | .* | '') refuse "$target is no version" "$target 不是版本号" ;; esac
  [ -f "$prefix/$target/REQUIRES" ] || refuse "$prefix/$target is not installed" "$prefix/$target 未安装"
  check_machine "$prefix/$target"
  check_files "$prefix/$target"
  switch_to "$target"
  exit 0
fi

[ -n "$prefix" ] || prefix=/opt/rx12
for name in REQUIRES SHA256SUMS; do
  [ -f "$here/$name" ] || refuse "$here is not an unpacked bundle: it has no $name" "$here 不是解开的安装包：缺少 $name"
done
check_machine "$here"
check_files "$here"
version=$(said "$here" version)
umask 022
mkdir -p "$prefix"
prefix=$(cd -- "$prefix" && pwd -P)
if [ -e "$prefix/$version" ]; then
  cmp -s "$here/SHA256SUMS" "$prefix/$version/SHA256SUMS" ||
    refuse "$prefix/$version is there already, with other files" "$prefix/$version 已存在，但文件不同"
  check_files "$prefix/$version"
  echo "$prefix/$version is there already, with the same files."
else
  rm -rf "$prefix/$version.partial"
  cp -R -- "$here" "$prefix/$version.partial"
  chmod -R u=rwX,go=rX "$prefix/$version.partial"
  check_files "$prefix/$version.partial"
  # Does it run here at all? The database engine is machine code as well.
  (cd -- "$prefix/$version.partial/app" && env -u NODE_OPTIONS ../node/bin/node -e '
    const Database = require("better-sqlite3");
    new Database(":memory:").prepare("select sqlite_version()").get();') ||
    { rm -rf "$prefix/$version.partial"; refuse 'the program does not run on this machine (see above)' '程序无法在本机运行（见上）'; }
  sync
  mv -T "$prefix/$version.partial" "$prefix/$version"
  echo "$prefix/$version installed."
fi
[ "$mode" = unpack ] || switch_to "$version"
