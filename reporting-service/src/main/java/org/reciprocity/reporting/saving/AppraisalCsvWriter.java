package org.reciprocity.reporting.saving;

import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.reciprocity.reporting.tabular.Csv;

/** Writes an appraisal as CSV where that is accepted. */
@Provider
@Produces(Csv.MEDIA_TYPE)
class AppraisalCsvWriter implements MessageBodyWriter<AppraisalAnswer> {

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == AppraisalAnswer.class;
    }

    @Override
    public void writeTo(
            AppraisalAnswer answer,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        Csv.write(out, AppraisalCsv.columns(), AppraisalCsv.rows(answer));
    }
}
