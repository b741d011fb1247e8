/**
 * Takes from a page what Chromium learnt after 109, the last for Windows 7: whatever needs it throws here as it would
 * there. Syntax is the build's business (its target is chrome109).
 */
export const asChromium109 = `{
  const forget = (owner, ...names) => {
    for (const name of names) if (owner !== undefined && owner !== null) delete owner[name];
  };
  forget(Array, 'fromAsync');
  forget(Array.prototype, 'toSorted', 'toReversed', 'toSpliced', 'with');
  forget(Object.getPrototypeOf(Int8Array.prototype), 'toSorted', 'toReversed', 'with');
  forget(Uint8Array, 'fromBase64', 'fromHex');
  forget(Uint8Array.prototype, 'toBase64', 'toHex', 'setFromBase64', 'setFromHex');
  forget(Object, 'groupBy');
  forget(Map, 'groupBy');
  forget(Map.prototype, 'getOrInsert', 'getOrInsertComputed');
  forget(Promise, 'withResolvers', 'try');
  forget(Set.prototype, 'union', 'intersection', 'difference', 'symmetricDifference', 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom');
  forget(String.prototype, 'isWellFormed', 'toWellFormed');
  forget(RegExp, 'escape');
  forget(URL, 'canParse', 'parse');
  forget(AbortSignal, 'any');
  forget(Math, 'sumPrecise', 'f16round');
  forget(ArrayBuffer.prototype, 'transfer', 'transferToFixedLength');
  forget(Intl, 'DurationFormat');
  forget(globalThis, 'Iterator', 'Temporal', 'Float16Array', 'scheduler', 'CloseWatcher', 'NavigateEvent');
  forget(Document.prototype, 'startViewTransition');
  forget(Element.prototype, 'setHTML', 'moveBefore');
  forget(HTMLElement.prototype, 'showPopover', 'hidePopover', 'togglePopover');
}`;

/**
 * What style sheets learnt after it, by how a rule is written; a rule within a rule is nesting (112). Left out is what an
 * older browser drops without anybody missing it: how lines are balanced, and the colour of the seam of joined buttons.
 */
export const newerCss =
  /(?<!--ant-btn-compact-connect-border-color:\s*)color-mix\(|oklch\(|oklab\(|light-dark\(|subgrid|animation-timeline|field-sizing|interpolate-size|anchor\(|position-area|linear\(|\bround\(|sibling-index/;
