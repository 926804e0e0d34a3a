// Text with its styles as DOM nodes: never as HTML. Offsets count UTF-16 units, as JavaScript strings do.

import { el } from "./page.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", spoiler: "span", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};
const BLOCKS = ["blockquote", "expandable_blockquote", "pre"];
const SAFE = /^(https?:\/\/|mailto:|tel:)/i;
// A web address, or a command behind a space or a bracket. (No look-behind: Safari before 16.4 cannot read it.)
const FOUND = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}…])|(^|[\s(«"“:,;–-])(\/[a-z][a-z0-9_]{1,31})(?![\p{L}\p{N}/_])/giu;

// Nodes for the text. `onCommand` makes "/menu" and its like tappable.
export function rich(text, entities = [], onCommand = null) {
  const known = entities.filter((one) => one.length > 0 && one.offset >= 0);
  known.sort((a, b) => a.offset - b.offset || b.length - a.length);
  return between(text, 0, text.length, known, onCommand);
}

function between(text, start, end, entities, onCommand) {
  const nodes = [];
  let at = start;
  while (entities.length) {
    const first = entities.shift();
    const from = Math.max(first.offset, at);
    const to = Math.min(first.offset + first.length, end);
    if (from >= to) continue;
    nodes.push(...plain(text.slice(at, from), onCommand));
    const inside = [];
    while (entities.length && entities[0].offset < to) inside.push(entities.shift());
    nodes.push(styled(first, text, from, to, inside, onCommand));
    // What reaches over the end of this style goes on behind it.
    for (const one of inside) if (one.offset + one.length > to) entities.unshift({ ...one, offset: to, length: one.offset + one.length - to });
    // A block ends its line by itself.
    at = BLOCKS.includes(first.type) && text[to] === "\n" && to < end ? to + 1 : to;
  }
  nodes.push(...plain(text.slice(at, end), onCommand));
  return nodes;
}

function styled(entity, text, from, to, inside, onCommand) {
  const literal = entity.type === "code" || entity.type === "pre";
  const copies = inside.map((one) => ({ ...one }));
  const children = literal ? [text.slice(from, to)] : between(text, from, to, copies, entity.type === "text_link" ? null : onCommand);
  if (entity.type === "text_link") return SAFE.test(entity.url || "") ? link(entity.url, children) : el("span", {}, ...children);
  return el(TAGS[entity.type] || "span", {}, ...children);
}

export function link(url, children) {
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

function plain(text, onCommand) {
  const nodes = [];
  let at = 0;
  for (const found of text.matchAll(FOUND)) {
    const [whole, url, before = "", command] = found;
    if (command && !onCommand) continue;
    const from = found.index + before.length;
    if (from > at) nodes.push(text.slice(at, from));
    const run = { type: "button", className: "command", on: { click: () => onCommand(command) } };
    nodes.push(url ? link(url, [url]) : el("button", run, command));
    at = found.index + whole.length;
  }
  if (at < text.length) nodes.push(text.slice(at));
  return nodes;
}
