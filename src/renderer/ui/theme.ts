import { ActionIcon, Button, Checkbox, CloseButton, createTheme, Input, Menu, Modal, Notification, PasswordInput, Popover, Radio, SegmentedControl, Switch } from '@mantine/core'
import { ButtonRoot } from './ButtonRoot.tsx'
import styles from './theme.module.css'

/** Mantine at the density of a desktop program; colours come from tokens.css by way of mantine.css. */
export const theme = createTheme({
  fontFamily: 'var(--font)',
  cursorType: 'default',
  respectReducedMotion: true,
  activeClassName: '',
  components: {
    Button: Button.extend({
      defaultProps: { variant: 'default', size: 'xs', component: ButtonRoot },
      vars: (_theme, { variant, size }) => ({
        root: {
          '--button-height': size === 'xs' ? 'var(--control-height)' : '34px',
          '--button-padding-x': '10px',
          '--button-fz': '13px',
          ...(variant === 'filled' ? { '--button-color': 'var(--on-accent)' } : {}),
        },
      }),
      classNames: { root: styles.button },
    }),
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: 'subtle', color: 'gray' },
      vars: () => ({ root: { '--ai-size': '26px' } }),
      classNames: { root: styles.iconButton },
    }),
    CloseButton: CloseButton.extend({ defaultProps: { size: 22 }, classNames: { root: styles.iconButton } }),
    Input: Input.extend({
      defaultProps: { size: 'xs' },
      vars: () => ({
        wrapper: { '--input-height': 'var(--control-height)', '--input-fz': '13px', '--input-bg': 'var(--surface)', '--input-bd': 'var(--line-strong)' },
      }),
    }),
    Checkbox: Checkbox.extend({ defaultProps: { size: 'xs' }, vars: () => ({ root: { '--checkbox-icon-color': 'var(--on-accent)' } }) }),
    PasswordInput: PasswordInput.extend({
      defaultProps: { size: 'xs' },
      vars: () => ({ root: { '--psi-button-size': '22px', '--psi-icon-size': '14px' } }),
    }),
    Radio: Radio.extend({ defaultProps: { size: 'xs' }, vars: () => ({ root: { '--radio-icon-color': 'var(--on-accent)' } }) }),
    // Its lock on scrolling would write a <style>; the page behind it does not scroll anyway.
    Modal: Modal.extend({
      defaultProps: { lockScroll: false, centered: true, size: 460, padding: 20, radius: 10, transitionProps: { duration: 90 } },
      classNames: { title: styles.modalTitle },
    }),
    Switch: Switch.extend({ defaultProps: { size: 'sm' } }),
    SegmentedControl: SegmentedControl.extend({ defaultProps: { size: 'xs' } }),
    Popover: Popover.extend({
      defaultProps: { shadow: 'md', trapFocus: true, returnFocus: true, position: 'bottom-start', offset: 6, transitionProps: { duration: 90 } },
    }),
    Menu: Menu.extend({
      // Its focus placeholder is no menu item, and a menu may hold nothing else.
      defaultProps: { shadow: 'md', position: 'bottom-start', offset: 6, transitionProps: { duration: 90 }, withInitialFocusPlaceholder: false },
      classNames: { item: styles.menuItem, itemLabel: styles.menuLabel },
    }),
    Notification: Notification.extend({ classNames: { root: styles.toast, title: styles.toastTitle, description: styles.toastText } }),
  },
})
