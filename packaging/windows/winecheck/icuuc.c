/* Test only, never shipped: Windows has icuuc.dll, Wine 8 has not. Qt asks it for old text
 * encodings; every answer here is "not supported", and Qt goes on with its own UTF-8. */
#define CALL __declspec(dllexport)
#define NOT_SUPPORTED 16

CALL void *ucnv_open(const char *name, int *error) { (void)name; if (error) *error = NOT_SUPPORTED; return 0; }
CALL const char *ucnv_getName(void *converter, int *error) { (void)converter; if (error) *error = NOT_SUPPORTED; return 0; }
CALL signed char ucnv_getMaxCharSize(void *converter) { (void)converter; return 4; }
CALL int ucnv_toUCountPending(void *converter, int *error) { (void)converter; (void)error; return 0; }
CALL int ucnv_fromUCountPending(void *converter, int *error) { (void)converter; (void)error; return 0; }
CALL const char *ucnv_getStandardName(void) { return 0; }
CALL const char *ucnv_getAvailableName(int n) { (void)n; return 0; }
CALL int ucnv_countAvailable(void) { return 0; }

#define NOTHING(name) CALL void name(void) {}
NOTHING(ucnv_close)
NOTHING(ucnv_reset)
NOTHING(ucnv_toUnicode)
NOTHING(ucnv_fromUnicode)
NOTHING(ucnv_getToUCallBack)
NOTHING(ucnv_getFromUCallBack)
NOTHING(ucnv_setToUCallBack)
NOTHING(ucnv_setFromUCallBack)
NOTHING(ucnv_cbToUWriteUChars)
NOTHING(ucnv_cbFromUWriteUChars)
NOTHING(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
NOTHING(UCNV_TO_U_CALLBACK_SUBSTITUTE)
