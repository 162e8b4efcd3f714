"""依申请公开: the register of requests and everything that happens to one."""
