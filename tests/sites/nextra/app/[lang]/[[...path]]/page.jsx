import { generateStaticParamsFor, importPage } from 'nextra/pages'
import { useMDXComponents } from '../../../mdx-components'

export const generateStaticParams = generateStaticParamsFor('path')
export async function generateMetadata(props) {
  const { path, lang } = await props.params
  return (await importPage(path, lang)).metadata
}

const Wrapper = useMDXComponents().wrapper

export default async function Page(props) {
  const { path, lang } = await props.params
  const { default: Content, toc, metadata } = await importPage(path, lang)
  return (
    <Wrapper toc={toc} metadata={metadata}>
      <Content {...props} params={{ path, lang }} />
    </Wrapper>
  )
}
