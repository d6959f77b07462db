import adapter from '@sveltejs/adapter-static'
import { mdsvex } from 'mdsvex'
import rehypeSlug from 'rehype-slug'

export default {
  extensions: ['.svelte', '.svx', '.md'],
  preprocess: [mdsvex({ extensions: ['.svx', '.md'], rehypePlugins: [rehypeSlug] })],
  kit: {
    adapter: adapter(),
    prerender: { handleHttpError: 'ignore', handleMissingId: 'ignore', entries: ['/', '/nl/', '*'] },
  },
}
