# category: time | expected: contained: each `finally` doubles what is compiled, and compiling ends with the run's time
def deep(n):
    try:
        n += 1
    finally:
        try:
            n += 1
        finally:
            try:
                n += 1
            finally:
                try:
                    n += 1
                finally:
                    try:
                        n += 1
                    finally:
                        try:
                            n += 1
                        finally:
                            try:
                                n += 1
                            finally:
                                try:
                                    n += 1
                                finally:
                                    try:
                                        n += 1
                                    finally:
                                        try:
                                            n += 1
                                        finally:
                                            try:
                                                n += 1
                                            finally:
                                                try:
                                                    n += 1
                                                finally:
                                                    try:
                                                        n += 1
                                                    finally:
                                                        try:
                                                            n += 1
                                                        finally:
                                                            try:
                                                                n += 1
                                                            finally:
                                                                try:
                                                                    n += 1
                                                                finally:
                                                                    try:
                                                                        n += 1
                                                                    finally:
                                                                        try:
                                                                            n += 1
                                                                        finally:
                                                                            n *= 3


print("compiled")
