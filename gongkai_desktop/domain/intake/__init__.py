"""Reading an office's old register (导入旧登记簿): headers, cells and rows of any table."""
