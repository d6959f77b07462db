/* Sorts and filters tables. All content is there without it. */
"use strict";
(() => {
  const MANY = 500;
  const FIRST = 200;
  const collator = new Intl.Collator(undefined, { numeric: true });
  const plain = (text) => text.normalize("NFKD").toLowerCase();

  /* What a cell is sorted by: its number, or its text. A cell without either comes last. */
  const key = (cell) => {
    const text = cell.textContent.trim();
    const number = cell.tagName === "TD" && text.match(/[\d,]+(\.\d+)?/);
    return number ? Number(number[0].replaceAll(",", "")) : text;
  };
  const order = (a, b) =>
    typeof a === "number" && typeof b === "number" ? a - b
    : typeof a === "number" ? -1
    : typeof b === "number" ? 1
    : collator.compare(a, b);

  /* Puts a button into each head of a column. */
  const sortable = (table, changed) => {
    const heads = [...table.tHead.rows[0].cells];
    const sort = (head) => {
      const down = head.ariaSort === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.ariaSort = down ? "descending" : "ascending";
      const body = table.tBodies[0];
      const rows = [...body.rows].map((row, place) => [key(row.cells[head.cellIndex]), place, row]);
      rows.sort((a, b) => (down ? order(b[0], a[0]) : order(a[0], b[0])) || a[1] - b[1]);
      body.append(...rows.map((row) => row[2]));
      changed();
    };
    for (const head of heads.filter((cell) => cell.tagName === "TH")) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => sort(head));
    }
  };

  /* The controls over a table, or over all tables of sections. */
  const filtered = (tools, box) => {
    const [find, state, language] = tools.querySelectorAll("input, select");
    const cells = "cells" in box.dataset;
    const sections = "sections" in box.dataset;
    const rows = () => [...box.querySelectorAll("tbody > tr")];
    const texts = new Map(rows().map((row) => [row, plain((sections ? row : row.cells[0]).textContent)]));
    const all = document.createElement("button");
    all.type = "button";
    const target = location.hash && box.contains(document.getElementById(location.hash.slice(1)));
    let most = texts.size > MANY && !target ? FIRST : Infinity;

    const hit = (row, words, column) => {
      if (!texts.get(row).includes(words)) return false;
      if (!state.value) return true;
      const units = !cells ? [row] : column ? [row.cells[column]] : [...row.cells];
      return units.some((unit) => unit.matches(state.value));
    };
    const apply = () => {
      const words = plain(find.value.trim());
      const column = language ? Number(language.value) : 0;
      let found = 0;
      if (sections) [...box.children].forEach((part, index) => { part.hidden = column > 0 && column !== index + 1; });
      for (const row of rows()) {
        const here = !row.closest("section[hidden]") && hit(row, words, column);
        found += here;
        row.hidden = !here || found > most;
      }
      if (sections && (words || state.value))
        for (const part of box.children) part.hidden ||= !part.querySelector("tbody > tr:not([hidden])");
      if (cells && language)
        for (const row of box.rows)
          for (let at = 1; at <= language.length - 1; at++) row.cells[at].hidden = column > 0 && at !== column;
      const some = found < texts.size || found > most;
      tools.querySelector("[role=status]").textContent =
        some ? `${Math.min(found, most).toLocaleString("en")} of ${texts.size.toLocaleString("en")} shown` : "";
      all.hidden = found <= most;
      all.textContent = `Show all ${found.toLocaleString("en")}`;
    };
    /* A link to the first message of a kind shows all of that kind: its id ends in the name of the kind. */
    const narrowed = () => {
      const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      const kind = place && sections && place.id.match(/--(.+)$/);
      if (!kind || !box.contains(place)) return;
      find.value = "";
      state.value = kind[1] === "refused" ? ".x" : `.${kind[1][0]}`;
      language.value = String([...box.children].findIndex((part) => part.contains(place)) + 1);
      apply();
      place.scrollIntoView();
    };
    tools.hidden = false;
    tools.append(all);
    all.addEventListener("click", () => { most = Infinity; apply(); });
    tools.addEventListener("input", apply);
    apply();
    narrowed();
    addEventListener("hashchange", narrowed);
    return apply;
  };

  for (const tools of document.querySelectorAll(".tools")) {
    const box = document.getElementById(tools.dataset.for);
    const apply = filtered(tools, box);
    if (box.matches("table.sorted")) sortable(box, apply);
  }
})();
