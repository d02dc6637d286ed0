/** Reports as lines of JSON, for files and between a herd's servers and those who move them. */
@NullMarked
package io.proxyherd.rows;

import org.jspecify.annotations.NullMarked;
