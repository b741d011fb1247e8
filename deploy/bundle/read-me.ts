import type { Needs } from './glibc.ts';

/** The bundle's own page: what it is, what it needs, how to begin. Everything else is in docs/. */
export function readMe(bundle: { readonly version: string; readonly machine: string; readonly needs: Needs }): string {
  const { version, machine, needs } = bundle;
  const rows = needs.files.map(
    (file) => `| ${file.name} | ${file.glibc} | ${file.glibcxx === '0' ? '–' : file.glibcxx} |`,
  );
  return `# rx12 ${version}, Linux ${machine}

离线安装包，安装时不需要网络。Everything to run rx12, installed without a network.

\`\`\`sh
sha256sum -c SHA256SUMS --quiet      # install.sh 会再次核对 · install.sh checks again
sudo ./install.sh                    # /opt/rx12/${version}，并切换 /opt/rx12/current · and the link current
/opt/rx12/current/bin/rx12 --help
\`\`\`

安装、备份、升级、回退、恢复、换钥：见 docs/operations.zh-CN.md。Install, back up, upgrade, roll back, restore: docs/operations.md.

## 需要什么 · What it needs

Linux ${machine}, glibc ≥ ${needs.glibc}, libstdc++ with GLIBCXX_${needs.glibcxx} or newer. 以下由 objdump 实测 · measured by objdump:

| file | glibc | GLIBCXX |
|---|---|---|
${rows.join('\n')}

\`SHA256SUMS\` 防止传输损坏；来源是否可信，请向发布者核对 tar 包本身的 SHA-256。The sums find what was damaged on the way; whether it came from
whom it should, tells the sum of the tar itself, asked of whoever published it.

\`sbom.cdx.json\` (CycloneDX) names every package in here, \`licences/\` has their texts. Node.js is under the MIT licence with those of its parts:
https://github.com/nodejs/node/blob/main/LICENSE
`;
}
