import a11y from 'eslint-plugin-jsx-a11y'
import react from 'eslint-plugin-react'
import hooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

// Features know the parts, the server and formats, never each other.
const features = ['start', 'today', 'firstrun', 'review', 'queue', 'inbox', 'prospects', 'campaigns', 'accounts', 'agents', 'plans', 'reports', 'settings']
const apart = features.map(name => ({
  files: [`src/features/${name}/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': ['error', {
      patterns: [{ group: features.filter(other => other !== name).map(other => `@/features/${other}/*`), message: 'features never import each other' }],
    }],
  },
}))

export default tseslint.config(
  { ignores: ['node_modules', 'e2e', 'src/api/openapi.ts', 'build', '*.mjs'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { react, 'react-hooks': hooks, 'jsx-a11y': a11y },
    settings: { react: { version: '19' } },
    rules: {
      ...a11y.configs.recommended.rules,
      'jsx-a11y/no-autofocus': 'off',
      'jsx-a11y/label-has-associated-control': ['error', { assert: 'either', depth: 4 }],
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'react/jsx-key': 'error',
      'react/jsx-no-target-blank': 'error',
      'react/no-danger': 'error',
      'react/jsx-no-literals': ['error', { noStrings: false, ignoreProps: true, allowedStrings: ['·', '/', '×', '%', '+', '–', ':', '(', ')', '→', '“', '”', ' '] }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    },
  },
  { files: ['**/*.test.{ts,tsx}', 'test/**'], rules: { 'react/jsx-no-literals': 'off', '@typescript-eslint/no-explicit-any': 'off' } },
  ...apart,
)
