package org.reciprocity.ledger.person;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.ledger.request.Fields;

/**
 * What is known of a person beyond the pseudonym. Every field may be left out. What is put replaces what was there as a
 * whole.
 */
@Schema(
        name = "PersonalDetails",
        examples =
                "{\"name\":\"Ana Example\",\"phone\":\"029 2018 0000\",\"address\":[\"1 Example Street\",\"Cardiff\"],"
                        + "\"dateOfBirth\":\"1951-03-14\",\"notes\":\"Rings the bell twice\"}")
@JsonPropertyOrder({
    "name",
    "knownAs",
    "dateOfBirth",
    "address",
    "postcode",
    "phone",
    "email",
    "emergencyContact",
    "accessNeeds",
    "notes"
})
public record Details(
        @Schema(examples = "Ana Example") @Pattern(regexp = Fields.NAME, message = Fields.NAME_IS)
        String name,

        @Schema(description = "What the person wants to be called", examples = "Annie")
        @Pattern(regexp = Fields.NAME, message = Fields.NAME_IS)
        String knownAs,

        @Schema(examples = "1951-03-14") LocalDate dateOfBirth,

        @Schema(description = "At most 8 lines") @Size(min = 1, max = 8)
        List<@NotNull @Pattern(regexp = Fields.NAME, message = Fields.NAME_IS) String> address,

        @Schema(examples = "CF10 1AA")
        @Pattern(
                regexp = "[A-Za-z0-9](?:[A-Za-z0-9 -]{0,14}[A-Za-z0-9])?",
                message = "1 to 16 letters, digits and spaces")
        String postcode,

        @Schema(examples = "029 2018 0000")
        @Pattern(
                regexp = "\\+?[0-9](?:[0-9 ()-]{0,30}[0-9])?",
                message = "1 to 32 digits and spaces, after a plus sign or not")
        String phone,

        @Schema(examples = "ana@example.org")
        @Email(regexp = "[^\\s@]{1,64}@[^\\s@]{1,188}", message = "an address such as ana@example.org")
        String email,

        @Schema(description = "Whom to call, and how")
        @Pattern(regexp = Fields.PARAGRAPH, message = Fields.PARAGRAPH_IS)
        String emergencyContact,

        @Schema(description = "What the person needs in order to take part; never a diagnosis")
        @Pattern(regexp = Fields.PARAGRAPH, message = Fields.PARAGRAPH_IS)
        String accessNeeds,

        @Schema(description = "Anything else that those who arrange exchanges have to know; never an offence")
        @Pattern(regexp = Fields.PARAGRAPH, message = Fields.PARAGRAPH_IS)
        String notes) {

    /** Tells nothing: what is printed may end in a log. */
    @Override
    public String toString() {
        return "Details[…]";
    }
}
