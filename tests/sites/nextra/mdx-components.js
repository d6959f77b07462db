import { useMDXComponents as themeComponents } from 'nextra-theme-docs'

export const useMDXComponents = (more) => ({ ...themeComponents(), ...more })
