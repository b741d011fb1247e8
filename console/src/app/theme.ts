import type { ThemeConfig } from 'antd';

/** How the components look. The build makes their style sheets from it, so nothing in it may depend on who is here. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#0b5f8f',
    colorInfo: '#0b5f8f',
    colorLink: '#0b5f8f',
    colorSuccess: '#1d7a46',
    colorWarning: '#b25c00',
    colorError: '#c02a2a',
    colorTextSecondary: 'rgba(16, 30, 44, 0.68)',
    colorTextDescription: 'rgba(16, 30, 44, 0.66)',
    colorTextPlaceholder: 'rgba(16, 30, 44, 0.62)',
    colorTextDisabled: 'rgba(16, 30, 44, 0.58)',
    // Derived from so deep a blue they would be grey.
    colorInfoBg: '#e8f3fa',
    colorInfoBorder: '#a9cfe4',
    colorPrimaryBg: '#e0eef6',
    borderRadius: 8,
    fontFamily:
      "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'WenQuanYi Zen Hei', system-ui, -apple-system, 'Segoe UI', sans-serif",
  },
  hashed: false,
};
