internal import UserFacing
