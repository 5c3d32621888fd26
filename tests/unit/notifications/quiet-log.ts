/** Imported first: the logger reads its level when it is made. What goes wrong in these tests goes wrong on purpose. */
process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
