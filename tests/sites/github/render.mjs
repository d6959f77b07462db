// Renders Markdown files as GitHub does: GitHub's Markdown, and the ids of github-slugger. GitHub's links name the files.
import { cpSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import rehypeRaw from "rehype-raw";
import rehypeSlug from "rehype-slug";
import rehypeStringify from "rehype-stringify";
import remarkFrontmatter from "remark-frontmatter";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";

const renderer = unified()
  .use(remarkParse)
  .use(remarkFrontmatter)
  .use(remarkGfm)
  .use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: "" })
  .use(rehypeRaw)
  .use(rehypeSlug)
  .use(rehypeStringify);

function* files(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* files(path);
    else yield path;
  }
}

for (const path of [...files("docs"), ...files("localised")]) {
  const to = join("built", path);
  mkdirSync(dirname(to), { recursive: true });
  if (!path.endsWith(".md")) cpSync(path, to);
  else {
    const html = await renderer.process(readFileSync(path, "utf-8"));
    writeFileSync(`${to}.html`, `<html lang="${path.startsWith("docs") ? "en" : "nl"}"><main>${html}</main></html>`);
  }
}
