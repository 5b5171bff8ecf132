import { Redeem } from '../../../features/vouchers/Redeem';
import { VisitsCard } from '../../../features/vouchers/VisitsCard';
import { AdminScreen } from '../parts/AdminScreen';

/** The till of the platform's own shops, and who comes to all shops. */
export default function AdminRedeemScreen() {
  return (
    <AdminScreen area="staff.orders" title="核销">
      {() => (
        <>
          <Redeem as="admin" />
          <VisitsCard as="admin" />
        </>
      )}
    </AdminScreen>
  );
}
