import encodeQR from 'qr';
import { hex } from '../core/ledger/bytes.ts';
import { parseCheckpoint } from '../core/ledger/checkpoint.ts';

/**
 * A checkpoint on one sheet of paper, for offices that keep paper: the note as text and as a QR code of the same bytes.
 * Whoever keeps it can show later that the ledger had this past – no file of ours is needed for that.
 *
 * @param printedAt as it should stand on the paper.
 */
export function checkpointPage(note: string, printedAt: string): string {
  const { origin, size, root } = parseCheckpoint(note);
  const groups = hex(root).match(/.{8}/g) ?? [];
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>检查点 · Checkpoint ${escaped(origin)} ${size}</title>
<style>
@page { size: A4; margin: 20mm; }
body { font: 12pt/1.6 "SimSun", "Noto Serif CJK SC", serif; max-width: 170mm; margin: 0 auto; }
h1 { font-size: 18pt; text-align: center; }
table { border-collapse: collapse; width: 100%; }
td, th { border: 1px solid; padding: 2mm 3mm; text-align: left; vertical-align: top; }
th { width: 32mm; font-weight: normal; }
code, pre { font: 10pt/1.5 "Consolas", "DejaVu Sans Mono", monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
svg { display: block; width: 75mm; height: 75mm; margin: 6mm auto; }
</style>
</head>
<body>
<h1>账本检查点 <span lang="en">Ledger checkpoint</span></h1>
<table>
<tr><th>账本<br>Ledger</th><td><code>${escaped(origin)}</code></td></tr>
<tr><th>条目数<br>Entries</th><td><code>${size}</code></td></tr>
<tr><th>根哈希<br>Root (SHA-256)</th><td><code>${groups.join(' ')}</code></td></tr>
<tr><th>打印时间<br>Printed</th><td>${escaped(printedAt)}</td></tr>
<tr><th>经手人、盖章<br>Signed, sealed</th><td style="height: 22mm"></td></tr>
</table>
${encodeQR(note, 'svg', { ecc: 'medium', border: 4 })}
<pre>${escaped(note)}</pre>
<p>二维码即上面的文本。日后若有人出示不同的历史,以本页为凭:由 ${size} 条起算的账本,其根哈希必须与本页相同。<br>
<span lang="en">The QR code is the text above. Should another past ever be shown, this sheet is the evidence: the ledger’s first ${size} entries must have this root.</span></p>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
