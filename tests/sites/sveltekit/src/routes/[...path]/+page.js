import { error } from '@sveltejs/kit'

const english = import.meta.glob('/src/pages/**/*.md', { eager: true })
const dutch = import.meta.glob('/src/translated/nl/**/*.md', { eager: true })
const pages = {}
for (const [file, page] of Object.entries(english)) pages[address(file, '/src/pages/', '')] = page
for (const [file, page] of Object.entries(dutch)) pages[address(file, '/src/translated/nl/', 'nl/')] = page

function address(file, folder, language) {
  return (language + file.slice(folder.length).replace(/(index)?\.md$/, '')).replace(/\/$/, '')
}

export const prerender = true
export const trailingSlash = 'always'
export const entries = () => Object.keys(pages).map((path) => ({ path }))

export function load({ params }) {
  const page = pages[params.path.replace(/\/$/, '')]
  if (!page) error(404)
  return { content: page.default, title: page.metadata.title, language: params.path.startsWith('nl') ? 'nl' : 'en' }
}
