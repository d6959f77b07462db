import { Layout, Navbar } from 'nextra-theme-docs'
import { getPageMap } from 'nextra/page-map'
import 'nextra-theme-docs/style.css'

export default async function Root({ children, params }) {
  const { lang } = await params
  return (
    <html lang={lang} dir="ltr" suppressHydrationWarning>
      <head />
      <body>
        <Layout navbar={<Navbar logo={<b>The tea house</b>} />} pageMap={await getPageMap(`/${lang}`)}>
          {children}
        </Layout>
      </body>
    </html>
  )
}
