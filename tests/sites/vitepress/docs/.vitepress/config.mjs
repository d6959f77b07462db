export default {
  title: 'The tea house',
  base: '/',
  locales: {
    root: { label: 'English', lang: 'en' },
    nl: { label: 'Nederlands', lang: 'nl', link: '/nl/' },
  },
  themeConfig: { search: { provider: 'local' } },
  ignoreDeadLinks: true,
}
