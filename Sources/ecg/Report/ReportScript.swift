/// The report's script: sorts and filters the table.
///
/// It reads only what stands in the page and writes no markup, so no name of a record can become
/// code. `?sort=KEY`, `&descending`, `&show=TOKENS` and `&find=TEXT` in the address choose a view.
enum ReportScript {
  static let text = """
    "use strict";
    (() => {
      const table = document.getElementById("records");
      const body = table.tBodies[0];
      const heads = [...table.tHead.rows[0].cells];
      const find = document.getElementById("find");
      const picks = [...document.querySelectorAll("input[name=show]")];
      const shown = document.getElementById("shown");
      const text = new Intl.Collator(undefined, {numeric: true});
      const rows = [...body.rows].map((row, place) => ({
        row, place, token: row.className, name: row.cells[0].textContent.toLowerCase(),
      }));
      const key = (row, column, numeric) => {
        const words = row.cells[column].textContent;
        return numeric ? parseFloat(words) : words;
      };
      const sort = (column, descending) => {
        const numeric = heads[column].classList.contains("num");
        for (const entry of rows) entry.key = key(entry.row, column, numeric);
        const sign = descending ? -1 : 1;
        rows.sort((left, right) => {
          const gaps = numeric ? Number.isNaN(left.key) - Number.isNaN(right.key)
            : (left.key === "") - (right.key === "");
          if (gaps) return gaps;
          const order = numeric ? (left.key - right.key) || 0 : text.compare(left.key, right.key);
          return sign * order || left.place - right.place;
        });
        body.append(...rows.map((entry) => entry.row));
        heads.forEach((head, index) => {
          if (index === column) head.setAttribute("aria-sort", descending ? "descending" : "ascending");
          else head.removeAttribute("aria-sort");
        });
      };
      const filter = () => {
        const words = find.value.trim().toLowerCase();
        const tokens = new Set(picks.filter((pick) => pick.checked).map((pick) => pick.value));
        let count = 0;
        for (const entry of rows) {
          const isShown = tokens.has(entry.token) && entry.name.includes(words);
          entry.row.hidden = !isShown;
          count += isShown;
        }
        shown.textContent = count + " of " + rows.length + " shown";
      };
      heads.forEach((head, column) => {
        const button = document.createElement("button");
        button.type = "button";
        button.append(...head.childNodes);
        head.append(button);
        button.addEventListener("click", () => {
          const now = head.getAttribute("aria-sort");
          sort(column, now ? now === "ascending" : head.classList.contains("falling"));
        });
      });
      find.addEventListener("input", filter);
      for (const pick of picks) pick.addEventListener("change", filter);
      document.getElementById("controls").hidden = false;
      const view = new URLSearchParams(location.search);
      const column = heads.findIndex((head) => head.id === "by-" + view.get("sort"));
      if (column >= 0) sort(column, view.has("descending"));
      if (view.has("find")) find.value = view.get("find");
      if (view.has("show")) for (const pick of picks) pick.checked = view.get("show").includes(pick.value);
      filter();
      document.documentElement.dataset.script = "ready";
    })();
    """
}
