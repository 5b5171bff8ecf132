import '../admin.css';

export { StaffScreen as AdminScreen } from '../../../components/StaffScreen';
export { useRequestId } from '../../../gateway';
