import { defineConfig } from 'astro/config'
import starlight from '@astrojs/starlight'

export default defineConfig({
  site: 'https://example.org',
  telemetry: false,
  integrations: [
    starlight({
      title: 'The tea house',
      pagefind: false,
      locales: { root: { label: 'English', lang: 'en' }, nl: { label: 'Nederlands', lang: 'nl' } },
    }),
  ],
})
