import { LogoutOutlined, SettingOutlined } from '@ant-design/icons';
import { Dropdown } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { useWords } from '../language/words.ts';
import { logOut } from '../session/doors.ts';
import { shellWords } from './messages.ts';

/** What stands under somebody's name. It comes when they first reach for it, open at once where they had pressed already. */
export function AccountMenu({ pressed, children }: { readonly pressed: boolean; readonly children: ReactNode }) {
  const say = useWords(shellWords);
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  // Not from the start: there must be something to stand under.
  useEffect(() => {
    if (pressed) setOpen(true);
  }, [pressed]);
  return (
    <Dropdown
      trigger={['click']}
      autoFocus={pressed}
      open={open}
      onOpenChange={setOpen}
      menu={{
        items: [
          { key: 'account', icon: <SettingOutlined />, label: say('account') },
          { key: 'out', icon: <LogoutOutlined />, label: say('logOut') },
        ],
        onClick: ({ key }) => (key === 'out' ? void logOut() : void navigate('/account')),
      }}
    >
      {children}
    </Dropdown>
  );
}
