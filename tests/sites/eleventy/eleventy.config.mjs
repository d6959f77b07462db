import { EleventyI18nPlugin, IdAttributePlugin, InputPathToUrlTransformPlugin } from '@11ty/eleventy'

export default function (config) {
  config.addPlugin(EleventyI18nPlugin, { defaultLanguage: 'en', errorMode: 'allow-fallback' })
  config.addPlugin(IdAttributePlugin)
  config.addPlugin(InputPathToUrlTransformPlugin)
  config.addPassthroughCopy('img')
  config.addGlobalData('layout', 'page.njk')
}
