-- Readers get what was made of a file, not the file as it came (docs/decisions/0027): what was made before is made anew.
update document_file set progress = 'attend', attempts = 0, due_at = 0, problem = null where kind <> 'pdf';
