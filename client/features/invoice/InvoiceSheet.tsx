import type { Invoice } from '@shared/contract';
import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { Button } from '../../components/Button';
import { Segments } from '../../components/controls';
import { FieldFault } from '../../components/form/FieldFault';
import { Input } from '../../components/Input';
import { Sheet } from '../../components/Sheet';
import { invoiceFaults } from './words';

interface InvoiceSheetProps {
  readonly isOpen: boolean;
  readonly invoice: Invoice | null;
  readonly isBusy?: boolean;
  /** What became of saving it. */
  readonly told?: ReactNode;
  /** Null: none is wanted. Whoever saves it closes the sheet. */
  readonly onSave: (invoice: Invoice | null) => void;
  readonly onClose: () => void;
}

const EMPTY: Invoice = { kind: 'personal', title: '', taxNumber: '', email: '' };
const KINDS = [
  { key: 'personal', words: '个人' },
  { key: 'company', words: '企业' },
] as const;

/** To whom an invoice is made out and sent. Faults stand at their fields once somebody has tried. */
export function InvoiceSheet({ isOpen, invoice, isBusy = false, told, onSave, onClose }: InvoiceSheetProps) {
  const [filled, setFilled] = useState<Invoice>(invoice ?? EMPTY);
  const [isTried, setTried] = useState(false);
  const faults = invoiceFaults(filled);
  const fault = faults.title ?? faults.taxNumber ?? faults.email;
  const set = (change: Partial<Invoice>) => setFilled((before) => ({ ...before, ...change }));
  const end = (value: Invoice | null) => {
    onSave(value);
    setTried(false);
  };
  return (
    <Sheet
      title="开发票"
      isOpen={isOpen}
      onClose={onClose}
      foot={
        <View className="bar btns">
          <Button kind="plain" isOff={isBusy} onTap={() => end(null)}>
            不开发票
          </Button>
          <Button
            isOff={isBusy}
            onTap={() => (fault ? setTried(true) : end({ ...filled, title: filled.title.trim() }))}
          >
            {isTried && fault ? '改好再保存' : '保存'}
          </Button>
        </View>
      }
    >
      <Segments
        isSunken
        label="发票给谁"
        options={KINDS}
        chosen={filled.kind}
        onChoose={(kind) => set(kind === 'personal' ? { kind, taxNumber: '' } : { kind })}
      />
      <View>
        <Field
          words="抬头"
          hint={filled.kind === 'company' ? '公司全称' : '姓名'}
          max={100}
          value={filled.title}
          fault={isTried ? faults.title : null}
          onInput={(title) => set({ title })}
          isFirst
        />
        {filled.kind === 'company' ? (
          <Field
            words="税号"
            hint="18 位统一社会信用代码"
            max={18}
            value={filled.taxNumber}
            fault={isTried ? faults.taxNumber : null}
            onInput={(text) => set({ taxNumber: text.trim().toUpperCase() })}
          />
        ) : null}
        <Field
          words="邮箱"
          hint="电子发票发到这里"
          max={120}
          value={filled.email}
          fault={isTried ? faults.email : null}
          onInput={(email) => set({ email: email.trim() })}
        />
      </View>
      {told}
      <View className="cap muted">电子普通发票，发货后由店家开。发货前可以在订单里改。</View>
    </Sheet>
  );
}

interface FieldProps {
  readonly words: string;
  readonly hint: string;
  readonly max: number;
  readonly value: string;
  readonly fault: string | null;
  readonly onInput: (text: string) => void;
  readonly isFirst?: boolean;
}

function Field({ words, hint, max, value, fault, onInput, isFirst }: FieldProps) {
  return (
    <>
      <View className={`field ${isFirst ? 'is-first' : ''}`}>
        <View className="field-name">{words}</View>
        <Input
          className="field-input"
          placeholderClass="placeholder"
          maxlength={max}
          value={value}
          placeholder={hint}
          aria-label={words}
          {...(fault ? { 'aria-invalid': 'true' as const } : {})}
          onInput={(event) => onInput(event.detail.value)}
        />
      </View>
      <FieldFault words={fault} />
    </>
  );
}
