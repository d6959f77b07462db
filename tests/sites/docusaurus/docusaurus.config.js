export default {
  title: 'The tea house',
  url: 'https://example.org',
  baseUrl: '/',
  onBrokenLinks: 'ignore',
  onBrokenAnchors: 'ignore',
  i18n: { defaultLocale: 'en', locales: ['en', 'nl'] },
  presets: [['classic', { docs: { routeBasePath: '/' }, blog: false, pages: false }]],
  themeConfig: {
    navbar: {
      title: 'The tea house',
      items: [{ to: '/docs/words', label: 'Words in every place', position: 'left' }],
    },
    footer: { copyright: 'Made with tea by the house.' },
  },
}
