import nextra from 'nextra'

const withNextra = nextra({ unstable_shouldAddLocaleToLinks: true, search: false })
export default withNextra({
  output: 'export',
  trailingSlash: true,
  images: { unoptimized: true },
  i18n: { locales: ['en', 'nl'], defaultLocale: 'en' },
  outputFileTracingRoot: import.meta.dirname,
})
