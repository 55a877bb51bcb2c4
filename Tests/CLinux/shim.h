#pragma once
#include <malloc.h>

// <sched.h> declares it for GNU sources only.
int unshare(int flags);
